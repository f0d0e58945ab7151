# PodPromo in a container: web and worker under one supervisor, everything that is kept in /data.
#   docker build -t podpromo . && docker run -p 127.0.0.1:3000:3000 -v podpromo:/data --read-only --tmpfs /tmp podpromo
# podman and buildah: --format docker, else the health check is left out.
FROM node:24-bookworm-slim AS build
WORKDIR /app
# First the packages alone, so that a change of the sources does not install them again.
COPY package.json package-lock.json ./
COPY scripts/bootstrap.mjs scripts/bootstrap.mjs
COPY scripts/bootstrap scripts/bootstrap
RUN node scripts/bootstrap.mjs cli
COPY . .
# Builds the pages, as npm start would, and leaves what running them needs.
RUN node scripts/bootstrap.mjs start && node scripts/release/slim.mjs

FROM node:24-bookworm-slim
# The speech engine is built into /data at the first start, for the processor that it will run on: hence the compiler.
RUN apt-get update \
  && apt-get install -y --no-install-recommends ca-certificates cmake ffmpeg g++ make tini \
  && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app /app
RUN mkdir /data && chown node:node /data
USER node
ENV DATA_DIR=/data HOME=/data HOST=0.0.0.0 PORT=3000 NODE_ENV=production
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# The supervisor ends everything within 30 s of SIGTERM: docker stop -t 45.
STOPSIGNAL SIGTERM
ENTRYPOINT ["tini", "--"]
CMD ["node", "scripts/start.mjs"]
