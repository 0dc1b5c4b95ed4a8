#!/usr/bin/env bash
# Installs what Millrace needs to build and test: Debian packages, and FFmpeg 7.1.
#
#   scripts/deps.sh            install and build what is missing (asks nothing)
#   scripts/deps.sh --prefix   print the prefix of the FFmpeg that was built here; empty where the system's is used
#
# FFmpeg: where the system offers 7.1 (Debian 13) its packages are used. Elsewhere a static, trimmed FFmpeg
# is built once, into a cache outside the checkout (MILLRACE_CACHE, default ~/.cache/millrace).
# Running it again does nothing and takes a second.
set -euo pipefail
cd "$(dirname "$0")/.."

FFMPEG_VERSION=7.1.5
FFMPEG_SHA256=de668509caf9e35e3cd162473441fdb29538c6d96ed080292b3cf9e6fc5d558f
NVENC_DEB=libffmpeg-nvenc-dev_12.1.14.0-1_all.deb
NVENC_SHA256=02e72acf518c52685d308ebb96d85a04410bf43064cdc73c41ef2a061831fdd8
# Raise it when configure's options below change: it names the cache folder.
RECIPE=4

CACHE=${MILLRACE_CACHE:-${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/millrace}
PREFIX=$CACHE/ffmpeg-$FFMPEG_VERSION-r$RECIPE

# Always: compilers, the encoder of AV1, and what the tests run: a browser, Redis, GStreamer as a publisher.
PACKAGES=(build-essential pkg-config curl ca-certificates xz-utils libaom-dev nodejs npm chromium redis-server iproute2
  gstreamer1.0-tools gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-plugins-ugly)
# Where the system's own FFmpeg is 7.1.
SYSTEM_FFMPEG=(ffmpeg libavcodec-dev libavdevice-dev libavfilter-dev libavformat-dev libavutil-dev
  libswresample-dev libswscale-dev)
# Where FFmpeg is built: nasm for its assembly, clang for its CUDA kernels.
BUILD_FFMPEG=(nasm clang llvm libx264-dev libx265-dev libsvtav1enc-dev libdav1d-dev libopus-dev libmp3lame-dev libspeex-dev
  libzimg-dev zlib1g-dev)

say() { printf 'deps: %s\n' "$*" >&2; }
die() { printf 'deps: error: %s\n' "$*" >&2; exit 1; }

system_has_71() {
  # libavcodec 61.19 is FFmpeg 7.1.
  PKG_CONFIG_PATH='' pkg-config --exists 'libavcodec >= 61.19' 'libavcodec < 62' 'libavfilter >= 10.4' 'libavfilter < 11' 2>/dev/null &&
    command -v ffmpeg >/dev/null
}

if [ "${1:-}" = --prefix ]; then
  if [ -e "$PREFIX/.complete" ]; then echo "$PREFIX"; fi
  exit 0
fi
[ $# -eq 0 ] || { say "unknown argument: $1 (usage: scripts/deps.sh [--prefix])"; exit 2; }

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo -n "$@" || die "sudo needs a password: run 'sudo $*' yourself, then again"
  else die "not root and no sudo: install these packages first: $*"
  fi
}

apt_ready=0
apt_install() {
  local missing=() p
  for p in "$@"; do
    # A command that came another way (a newer node, say) is as good as its package.
    case $p in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$p" 2>/dev/null | grep -q 'ok installed' || missing+=("$p")
  done
  [ ${#missing[@]} -gt 0 ] || return 0
  command -v apt-get >/dev/null || die "not a Debian system: install the equivalents of: ${missing[*]}"
  say "installing ${missing[*]}"
  if [ $apt_ready = 0 ]; then as_root apt-get update -qq || die "apt-get update failed"; apt_ready=1; fi
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null ||
    die "apt-get could not install: ${missing[*]}"
}

command -v go >/dev/null || die "Go is missing: install Go $(sed -n 's/^go //p' go.mod) or later from https://go.dev/dl/"

apt_install "${PACKAGES[@]}"
if system_has_71; then say "FFmpeg 7.1 of the system"; exit 0; fi
if apt-cache policy libavcodec-dev 2>/dev/null | grep -q 'Candidate: 7:7\.1'; then
  apt_install "${SYSTEM_FFMPEG[@]}"
  say "FFmpeg 7.1 of the system"
  exit 0
fi
apt_install "${BUILD_FFMPEG[@]}"
if [ -e "$PREFIX/.complete" ]; then say "FFmpeg $FFMPEG_VERSION in $PREFIX"; exit 0; fi

mkdir -p "$CACHE"
exec 9>"$CACHE/.lock"
flock 9 # two checkouts may ask at once
if [ -e "$PREFIX/.complete" ]; then say "FFmpeg $FFMPEG_VERSION in $PREFIX"; exit 0; fi

work=$(mktemp -d "$CACHE/build.XXXXXX")
trap 'rm -rf "$work"' EXIT

# The Debian mirror that this system's own apt sources name.
mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
  grep -oE 'https?://[^ ]+/debian/?( |$)' | head -n 1 | sed 's/[/ ]*$//' || true)
mirror=${mirror:-https://deb.debian.org/debian}

# fetch FILE SHA256 URL...: the first URL whose bytes have that hash.
fetch() {
  local file=$1 sum=$2 url; shift 2
  for url in "$@"; do
    say "fetching $url"
    if curl -fsSL --connect-timeout 10 --max-time 300 -o "$file" "$url" 2>/dev/null; then
      if echo "$sum  $file" | sha256sum -c --status; then return 0; fi
      say "its SHA-256 is not $sum"
    fi
  done
  die "could not fetch $(basename "$file"); place it in $CACHE and run again"
}
tarball=$CACHE/ffmpeg-$FFMPEG_VERSION.tar.xz
echo "$FFMPEG_SHA256  $tarball" | sha256sum -c --status 2>/dev/null ||
  fetch "$tarball" $FFMPEG_SHA256 "https://ffmpeg.org/releases/ffmpeg-$FFMPEG_VERSION.tar.xz" \
    "$mirror/pool/main/f/ffmpeg/ffmpeg_$FFMPEG_VERSION.orig.tar.xz" \
    "$mirror-security/pool/updates/main/f/ffmpeg/ffmpeg_$FFMPEG_VERSION.orig.tar.xz"
nvenc=$CACHE/$NVENC_DEB
echo "$NVENC_SHA256  $nvenc" | sha256sum -c --status 2>/dev/null ||
  fetch "$nvenc" $NVENC_SHA256 "$mirror/pool/main/n/nv-codec-headers/$NVENC_DEB"

say "building FFmpeg $FFMPEG_VERSION with $(nproc) jobs (about 4 minutes on 2 cores)"
tar -xf "$tarball" -C "$work"
dpkg -x "$nvenc" "$work/nvenc"
sed -i "s#^prefix=.*#prefix=$work/nvenc/usr#" "$(find "$work/nvenc" -name ffnvcodec.pc)"
nvenc_pc=$(dirname "$(find "$work/nvenc" -name ffnvcodec.pc)")
cd "$work/ffmpeg-$FFMPEG_VERSION"

enable() { local kind=$1; shift; printf -- "--enable-$kind=%s\n" "$@"; }
mapfile -t parts < <(
  enable protocol file pipe rtmp tcp http data crypto
  enable demuxer mov flv live_flv mpegts hls matroska h264 hevc ivf aac mp3 ogg wav image2 image2pipe rawvideo concat png_pipe
  enable muxer flv mp4 mov mpegts hls matroska h264 hevc ivf adts null rawvideo image2 image2pipe framecrc framemd5 md5 hash wav pcm_s16le tee segment
  enable decoder h264 hevc vp9 vp8 av1 libdav1d mpeg2video mpeg4 aac aac_latm mp3 opus libopus flac ac3 eac3 speex nellymoser pcm_alaw pcm_mulaw pcm_s16le pcm_s16be adpcm_swf flv png mjpeg rawvideo wrapped_avframe
  enable encoder libx264 libx265 libsvtav1 h264_nvenc hevc_nvenc av1_nvenc aac libopus libmp3lame libspeex nellymoser flac ac3 eac3 libvpx pcm_alaw pcm_mulaw pcm_s16le mp2 png mjpeg rawvideo wrapped_avframe mpeg2video
  enable parser h264 hevc av1 vp9 vp8 aac aac_latm mpegaudio opus flac ac3 mpegvideo mpeg4video mjpeg png
  enable bsf h264_mp4toannexb hevc_mp4toannexb aac_adtstoasc extract_extradata h264_metadata hevc_metadata av1_metadata dump_extra null setts noise vp9_superframe vp9_superframe_split av1_frame_merge av1_frame_split filter_units trace_headers
  enable filter scale format split fps null anull ssim psnr setpts asetpts settb trim atrim testsrc testsrc2 color mandelbrot smptebars gradients noise sine anoisesrc anullsrc aresample aformat amix amerge pan volume overlay drawbox hue crop pad transpose hflip vflip rotate yadif bwdif tonemap zscale colorspace setsar setdar setparams setfield interlace tinterlace concat select aselect loop realtime arealtime hwupload hwdownload hwupload_cuda scale_cuda yadif_cuda bwdif_cuda thumbnail tile showinfo ashowinfo copy acopy buffer buffersink abuffer abuffersink geq life cellauto metadata blackdetect freezedetect identity signature
  enable hwaccel h264_nvdec hevc_nvdec av1_nvdec vp9_nvdec vp8_nvdec mpeg2_nvdec
  enable indev lavfi
)
log=$work/log
run() { # run WHAT COMMAND...: quiet but for progress; the log's end when it fails
  local what=$1; shift
  if ! "$@" >"$log" 2>&1; then tail -n 30 "$log" >&2; die "$what failed"; fi
}
PKG_CONFIG_PATH=$nvenc_pc run configure ./configure --prefix="$PREFIX" --disable-everything --disable-autodetect --disable-doc \
  --disable-debug --disable-ffplay --enable-static --disable-shared --enable-pic --enable-pthreads --enable-zlib --enable-network \
  --enable-gpl --enable-libx264 --enable-libx265 --enable-libsvtav1 --enable-libdav1d --enable-libopus --enable-libmp3lame --enable-libspeex \
  --enable-libzimg --enable-ffnvcodec --enable-nvenc --enable-nvdec --enable-cuda-llvm "${parts[@]}"
total=$(make -n 2>/dev/null | grep -cE '^printf "(CC|X86ASM|NVCC|CLANG)' || true)
(
  while sleep 15; do
    done_=$(find . -name '*.o' 2>/dev/null | wc -l)
    say "compiled $done_ of about ${total:-?} files"
  done
) &
ticker=$!
trap 'kill $ticker 2>/dev/null || true; rm -rf "$work"' EXIT
run "the compiler" make -j"$(nproc)"
run "make install" make install
kill $ticker 2>/dev/null || true
touch "$PREFIX/.complete"
say "FFmpeg $FFMPEG_VERSION in $PREFIX"
