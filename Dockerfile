# One image for every role: `docker run millrace dev`, `... orchestrator`, and so on.
FROM golang:1.26-trixie AS build
RUN apt-get update && apt-get install -y --no-install-recommends pkg-config libaom-dev \
    libavcodec-dev libavdevice-dev libavfilter-dev libavformat-dev libavutil-dev libswresample-dev libswscale-dev
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN go build -trimpath -o /programs/ . ./transcoder/cmd/...

FROM debian:13-slim
RUN apt-get update && apt-get install -y --no-install-recommends ca-certificates libaom3 libavcodec61 libavdevice61 libavfilter10 \
    libavformat61 libavutil59 libswresample5 libswscale8 && rm -rf /var/lib/apt/lists/*
COPY --from=build /programs/ /usr/local/bin/
RUN useradd --create-home --uid 1000 millrace && install -d -o millrace /data
USER millrace
VOLUME /data
ENTRYPOINT ["millrace"]
CMD ["dev", "--data-dir", "/data"]
