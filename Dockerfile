FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json ./
COPY scripts scripts
COPY src src
COPY commands commands
COPY questions questions
COPY locales locales
RUN npm run build && npm prune --omit=dev && node scripts/fewer-fonts.mjs

FROM node:22-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000
WORKDIR /app
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY package.json ./
USER node
EXPOSE 3000
# Alive is enough here: while Redis is away the bot waits and must not be restarted for it.
HEALTHCHECK --interval=15s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself is the process that gets SIGTERM: what is under way finishes before it stops.
STOPSIGNAL SIGTERM
# A young generation of 8 MB, not 16: twenty megabytes less at rest, at no cost that can be measured.
CMD ["node", "--max-semi-space-size=8", "dist/src/main.js"]
