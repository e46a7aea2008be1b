# The application in an image of its own. Everything it keeps is in /data or in PostgreSQL; nothing else is written.

FROM python:3.11-slim AS build
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_INPUT=1
RUN python -m venv /opt/tessera
WORKDIR /source
# The libraries first: they change less often than the application, and their layer is kept.
COPY requirements.lock ./
RUN /opt/tessera/bin/python -m pip install --require-hashes -r requirements.lock
COPY . .
RUN /opt/tessera/bin/python -m pip install --no-deps --no-build-isolation .

FROM python:3.11-slim
RUN groupadd --gid 10001 tessera \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /data --shell /usr/sbin/nologin tessera \
    && install --directory --owner=10001 --group=10001 --mode=0700 /data
COPY --from=build /opt/tessera /opt/tessera
ENV PATH=/opt/tessera/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    TESSERA_DATA_DIR=/data \
    TESSERA_LISTEN=0.0.0.0:8080 \
    TESSERA_LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import http.client as h; c = h.HTTPConnection('127.0.0.1', 8080, timeout=4); c.request('GET', '/healthz'); exit(c.getresponse().status != 200)"]
ENTRYPOINT ["tessera"]
CMD ["run"]
