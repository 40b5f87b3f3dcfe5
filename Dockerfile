# One image for every program; which one runs is the command (see docker-compose.yml).
FROM python:3.13-slim AS build
WORKDIR /srv/callboard
RUN python -m venv /opt/callboard
COPY requirements.txt .
RUN /opt/callboard/bin/pip install --no-cache-dir --require-hashes -r requirements.txt
COPY pyproject.toml README.md LICENSE ./
COPY orchestrator orchestrator
COPY adapters adapters
COPY worker worker
COPY web web
COPY templates templates
# Installed where it lies: templates and static files are read from there.
RUN /opt/callboard/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
 && chmod -R a+rX /srv/callboard # a checkout may be private to whoever made it; the programs run as somebody else

FROM python:3.13-slim
RUN useradd --system --home-dir /var/lib/callboard --create-home --uid 10001 callboard
COPY --from=build /opt/callboard /opt/callboard
COPY --from=build /srv/callboard /srv/callboard
ENV PATH=/opt/callboard/bin:$PATH PYTHONUNBUFFERED=1 CALLBOARD_DATA_DIR=/var/lib/callboard
USER callboard
WORKDIR /var/lib/callboard
VOLUME /var/lib/callboard
EXPOSE 8600
CMD ["python", "-m", "web.wsgi"]
