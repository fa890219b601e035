# One image for every role: set GOGREEN_ROLE to api, worker or all. Settings: .env.example.
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=4000

# The schema and the script come first: installing generates the Prisma client from them.
COPY package.json package-lock.json prisma.config.ts ./
COPY prisma ./prisma
COPY scripts ./scripts
RUN npm ci --omit=dev --no-audit --no-fund && npm cache clean --force

COPY . .
# Embedded mode, should somebody run the image without DATABASE_URL, keeps its data here.
RUN mkdir .gogreen && chown node:node .gogreen
VOLUME /app/.gogreen
USER node
EXPOSE 4000
# Not through npm: the process must get the signals that stop it.
CMD ["node", "src/main.ts"]
