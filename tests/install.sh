#!/bin/sh
# What is installed can be used: the command alone, the libraries by pkg-config and by the CMake package.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
prefix=$place/usr

cmake --install "$BUILD_DIR" --prefix "$prefix" >/dev/null
# moved as a whole, it still works
mv "$prefix" "$place/moved"
prefix=$place/moved
version=$("$prefix/bin/ascribe" --version)
find "$prefix" -name 'ascribe.1' | grep -q . || { echo "no manual page is installed" && exit 1; }

header=$(find "$prefix/include" -name '*.h')
test "$header" = "$prefix/include/ascribe.h" || { echo "headers installed: $header" && exit 1; }

cat >"$place/user.c" <<'EOF'
#include <ascribe.h>
#include <stdio.h>

int main(void)
{
    return puts(ascribe_version()) < 0;
}
EOF
libraries=$(dirname "$(find "$prefix" -name 'libascribe.so')")
PKG_CONFIG_PATH=$libraries/pkgconfig
LD_LIBRARY_PATH=$libraries
export PKG_CONFIG_PATH LD_LIBRARY_PATH

check() { # check WHAT PROGRAM
    found=$("$2")
    case $version in
    *"$found"*) ;;
    *) echo "$1: the library says $found, the command $version" && exit 1 ;;
    esac
}

# shellcheck disable=SC2046,SC2086 # flags are words
"$CC" -std=c17 -Wall -Wextra -Wpedantic -Werror $SANITIZE "$place/user.c" -o "$place/user" $(pkg-config --cflags --libs ascribe)
check pkg-config "$place/user"

mkdir "$place/user"-cmake
cat >"$place/user-cmake/CMakeLists.txt" <<EOF
cmake_minimum_required(VERSION 3.20)
project(user LANGUAGES C)
find_package(ascribe REQUIRED)
foreach(kind ascribe static)
  add_executable(user-\${kind} $place/user.c)
  target_link_libraries(user-\${kind} PRIVATE ascribe::\${kind})
endforeach()
EOF
CFLAGS=$SANITIZE cmake -S "$place/user-cmake" -B "$place/user-cmake/build" -DCMAKE_C_COMPILER="$CC" -DCMAKE_PREFIX_PATH="$prefix" >/dev/null
cmake --build "$place/user-cmake/build" >/dev/null
check "the shared library by CMake" "$place/user-cmake/build/user-ascribe"
check "the static library by CMake" "$place/user-cmake/build/user-static"
