# Builds the page and the server.
FROM node:24-alpine AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY tsconfig.json tsconfig.build.json vite.config.ts ./
COPY scripts scripts
COPY shared shared
COPY server server
COPY client client
RUN node scripts/build.mjs

# The packages at run time: no build tools. (.npmrc, which would install them, is not copied.)
FROM node:24-alpine AS dependencies
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev

FROM node:24-alpine
WORKDIR /app
ENV NODE_ENV=production
# A folder inside the container ends with it. Mount one, and name it here, to keep the records of rounds.
ENV KEEP=none
COPY package.json LICENSE ./
COPY scripts scripts
# The server shows these sources to players.
COPY server/strategies server/strategies
COPY --from=dependencies /app/node_modules node_modules
COPY --from=build /app/dist dist
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 3000}/healthz`).then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "scripts/start.mjs"]
