"""What every knowledge file is made of: strict YAML with places, fields, dates, claims."""
