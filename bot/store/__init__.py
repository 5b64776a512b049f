"""What outlives the process: tables, migrations, one module a kind of record."""
