# syntax=docker/dockerfile:1

FROM python:3.13-slim AS build
WORKDIR /src
RUN python -m venv /venv
COPY requirements/run.txt requirements/run.txt
RUN /venv/bin/pip install --no-cache-dir --require-hashes -r requirements/run.txt
COPY pyproject.toml README.md LICENSE ./
COPY bot bot
RUN /venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation .

FROM python:3.13-slim
RUN useradd --create-home --uid 10001 careers && install -d -o careers /data
COPY --from=build /venv /venv
# Operators change the files; to keep what they change, mount them from outside.
COPY --chown=10001 knowledge /app/knowledge
WORKDIR /app
USER 10001
ENV PATH=/venv/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    KNOWLEDGE_DIR=/app/knowledge \
    DATABASE_FILE=/data/careers.sqlite3 \
    HEALTH_FILE=/tmp/careers-bot-health
# What is stored outlives the container where this is a volume that does.
VOLUME /data
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 \
    CMD ["careers-bot", "healthy"]
STOPSIGNAL SIGTERM
CMD ["careers-bot", "run"]
