# One image for web, worker, migration and test: docs/image.md says how to build, check and run it.
#
# Both bases are pinned by digest, and are build arguments, so that a mirror or other bases can take their place. The digests are those that
# public Dockerfiles name for these tags; what to do when they are raised is in docs/image.md, too.
# Debian 12 in both: the server is linked statically against the builder's glibc, and is the only program in the image.
ARG BUILDER_IMAGE=docker.io/library/rust:1.95.0-bookworm@sha256:6258907abe69656e41cd992e0b705cdcfabcbbe3db374f92ed2d47121282d4a1
ARG RUNTIME_IMAGE=gcr.io/distroless/static-debian12:nonroot@sha256:afa5c872c891853ca7fcf1f12c3edb23f7eeef36189728842dd51042ff57f7ab

# checkov:skip=CKV_DOCKER_7:The scanner does not follow the argument, which names a tag and a digest; tools/image-test asks for both
# Everything is compiled on the machine's own platform, for the requested one: no emulation, and one site folder for all platforms.
FROM --platform=$BUILDPLATFORM ${BUILDER_IMAGE} AS chef
SHELL ["/bin/bash", "-euo", "pipefail", "-c"]
ENV PERIGEE_TOOLS=/opt/perigee CARGO_INCREMENTAL=0
ENV PATH=/opt/perigee/bin:$PATH
WORKDIR /src
COPY tools/env tools/toolchain tools/
COPY tools/binaryen tools/binaryen
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked tools/toolchain chef

# The dependencies to compile before the shop's own crates, and the line of Cargo.lock that determines a tool's version: the layers below
# are reused until one of the two changes.
FROM chef AS planner
COPY Cargo.toml Cargo.lock ./
COPY app app
COPY crates crates
COPY frontend frontend
COPY server server
RUN cargo chef prepare --recipe-path /recipe.json && sed -n '/^name = "wasm-bindgen"$/,+1p' Cargo.lock >/bindgen.lock

# The site folder: style sheet and islands, with hashes in their names, compressed.
FROM chef AS site
# Unpinned, because nothing of them is in the image.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install -y --no-install-recommends nodejs npm && rm -rf /var/lib/apt/lists/*
COPY --from=planner /bindgen.lock Cargo.lock
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked tools/toolchain build
COPY --from=planner /recipe.json /recipe.json
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    RUSTFLAGS=-Clink-args=--emit-relocs cargo chef cook --locked --recipe-path /recipe.json --package storefront --no-default-features \
      --profile wasm-release --target wasm32-unknown-unknown --target-dir target/front
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked tools/build --frontend-only

# The server: one statically linked file.
FROM chef AS server
ARG TARGETARCH
ENV CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_LINKER=x86_64-linux-gnu-gcc \
    CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C target-feature=+crt-static" \
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc \
    CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUSTFLAGS="-C target-feature=+crt-static"
# hadolint ignore=DL3008,DL4006
RUN case "$TARGETARCH" in \
      amd64) target=x86_64-unknown-linux-gnu cross=x86-64-linux-gnu ;; \
      arm64) target=aarch64-unknown-linux-gnu cross=aarch64-linux-gnu ;; \
      *) echo "Built for amd64 and arm64, not for '$TARGETARCH'." >&2; exit 1 ;; \
    esac; \
    echo "$target" >/target; \
    if [ "$TARGETARCH" != "$(dpkg --print-architecture)" ]; then \
      apt-get update && apt-get install -y --no-install-recommends "gcc-$cross" "libc6-dev-$TARGETARCH-cross" && rm -rf /var/lib/apt/lists/*; \
    fi; \
    rustup target list --installed | grep -qx "$target" || rustup target add "$target"
COPY --from=planner /recipe.json /recipe.json
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    cargo chef cook --locked --recipe-path /recipe.json --package server --no-default-features --release --target "$(cat /target)"
COPY Cargo.toml Cargo.lock ./
COPY app app
COPY crates crates
COPY frontend frontend
COPY server server
RUN --mount=type=cache,target=/usr/local/cargo/registry,sharing=locked \
    cargo build --locked --package server --bin perigee --no-default-features --release --target "$(cat /target)" && \
    mkdir -p /out/data && cp "target/$(cat /target)/release/perigee" /out/

FROM ${RUNTIME_IMAGE}
ARG VERSION=0.1.0
ARG REVISION=unknown
ARG CREATED=1970-01-01T00:00:00Z
LABEL org.opencontainers.image.title="Perigee" \
      org.opencontainers.image.description="An astronomy shop: web, worker, migration and self-test in one program" \
      org.opencontainers.image.url="https://github.com/perigee-shop/perigee" \
      org.opencontainers.image.source="https://github.com/perigee-shop/perigee" \
      org.opencontainers.image.documentation="https://github.com/perigee-shop/perigee/blob/main/docs/image.md" \
      org.opencontainers.image.vendor="The Perigee authors" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.created="${CREATED}"
COPY --from=site /src/target/site /srv/perigee/site
COPY catalog /srv/perigee/catalog
COPY --from=server /out/perigee /usr/local/bin/perigee
COPY --from=server --chown=65532:65532 /out/data /data
# Paths in the image. Everything else has its default, or is set where it runs.
ENV LEPTOS_SITE_ROOT=/srv/perigee/site \
    PERIGEE_CATALOGUE=/srv/perigee/catalog \
    DATABASE_URL=sqlite:///data/perigee.db \
    PERIGEE_MAIL_FOLDER=/data/mail \
    PERIGEE_ADDR=0.0.0.0:3000 \
    PERIGEE_METRICS_ADDR=0.0.0.0:9464
USER 65532:65532
WORKDIR /data
VOLUME ["/data"]
EXPOSE 3000 9464
# For `serve`. For a worker use its metrics address: perigee healthcheck --addr 127.0.0.1:9464.
HEALTHCHECK --interval=10s --timeout=4s --start-period=120s --retries=3 CMD ["/usr/local/bin/perigee", "healthcheck"]
ENTRYPOINT ["/usr/local/bin/perigee"]
CMD ["serve"]
