FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /plass ./cmd/plass

FROM debian:bookworm-slim
# Chromium makes the PDF files.
RUN apt-get update \
	&& apt-get install -y --no-install-recommends ca-certificates chromium fonts-liberation \
	&& rm -rf /var/lib/apt/lists/* \
	&& useradd --system --create-home plass \
	&& install -d -o plass -m 0700 /var/lib/plass
COPY --from=build /plass /usr/local/bin/plass
USER plass
ENV PLASS_DATA=/var/lib/plass PLASS_ADDR=0.0.0.0:8080
VOLUME /var/lib/plass
EXPOSE 8080
ENTRYPOINT ["plass"]
CMD ["serve"]
