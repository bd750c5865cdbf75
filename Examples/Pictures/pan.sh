#!/bin/sh
# pan.sh WIDE.png FILM.mp4: a window of 480×270 that goes from left to right over a picture 960 wide, in four seconds.
exec ffmpeg -y -loglevel error -loop 1 -framerate 24 -t 4 -i "$1" -vf "crop=480:270:'(iw-480)*n/95':0,format=yuv420p" \
    -c:v libx264 -crf 22 -preset slow -fflags +bitexact -flags:v +bitexact "$2"
