#!/bin/sh
# A film of three scenes of a second each, with hard cuts: scenes.sh PICTURE PICTURE PICTURE OUTPUT.mp4
set -eu
for picture in "$1" "$2" "$3"; do [ -e "$picture" ] || { echo "scenes.sh: $picture: no such file" >&2; exit 66; }; done
fit="scale=480:270,setsar=1,format=yuv420p"
ffmpeg -v error -y -loop 1 -framerate 12 -t 1 -i "$1" -loop 1 -framerate 12 -t 1 -i "$2" \
    -loop 1 -framerate 12 -t 1 -i "$3" \
    -filter_complex "[0]${fit}[a];[1]${fit}[b];[2]${fit}[c];[a][b][c]concat=n=3:v=1" \
    -c:v libx264 -preset veryslow -crf 23 -movflags +faststart -fflags +bitexact -flags:v +bitexact "$4"
