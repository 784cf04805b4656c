# What the operating system must bring: Qt's libraries, and for the tests an X server without a screen.
# Sourced by setup.sh. Only on Debian and its relatives is anything installed; elsewhere the names are said.

# A shared library that Qt's X11, Wayland and OpenGL parts open, and the Debian package it comes in.
qt_libraries() {
    cat <<'LIBRARIES'
libGL.so.1 libgl1
libEGL.so.1 libegl1
libglib-2.0.so.0 libglib2.0-0
libfontconfig.so.1 libfontconfig1
libdbus-1.so.3 libdbus-1-3
libxkbcommon-x11.so.0 libxkbcommon-x11-0
libxcb-cursor.so.0 libxcb-cursor0
libxcb-icccm.so.4 libxcb-icccm4
libxcb-keysyms.so.1 libxcb-keysyms1
libxcb-shape.so.0 libxcb-shape0
libxcb-xkb.so.1 libxcb-xkb1
libwayland-cursor.so.0 libwayland-cursor0
libwayland-egl.so.1 libwayland-egl1
LIBRARIES
}

# Prints "name package" for everything that is not there.
missing_from_system() {
    # ldconfig is often left off an ordinary user's PATH; without it nothing can be said about libraries.
    known=$(PATH=$PATH:/usr/sbin:/sbin ldconfig -p 2>/dev/null) || known=
    if [ -n "$known" ]; then
        qt_libraries | while read -r library package; do
            case $known in
                *"$library "*) ;;
                *) say "$library $package" ;;
            esac
        done
    fi
    if [ -n "${python:-}" ] && ! python_makes_environments "$python"; then
        say "python-venv python$(python_version "$python")-venv"
    fi
    if [ "$purpose" = test ]; then
        command -v Xvfb >/dev/null && command -v xvfb-run >/dev/null || say "Xvfb xvfb"
        command -v xauth >/dev/null || say "xauth xauth"
    fi
}

# Sets `as_root` to what must stand before a command of the administrator's.
find_administrator() {
    as_root=
    if [ "$(id -u)" -eq 0 ]; then return 0; fi
    command -v sudo >/dev/null || return 1
    if sudo -n true 2>/dev/null; then
        as_root="sudo -n"
    elif [ -t 0 ]; then
        as_root=sudo  # sudo itself may ask for the password, once
    else
        return 1
    fi
}

install_with_apt() {
    say "Installing with apt-get, which can take a minute: $1"
    # Word splitting is meant: both are lists. dpkg's hundreds of lines are left out, its errors are not.
    $as_root apt-get -qq update &&
        $as_root env DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends \
            -o DPkg::Lock::Timeout=120 $1 >/dev/null
}

install_system_packages() {
    if [ "$(uname -s)" != Linux ]; then return; fi
    missing=$(missing_from_system)
    if [ -z "$missing" ]; then return; fi
    packages=$(say "$missing" | cut -d' ' -f2 | tr '\n' ' ')
    packages=${packages% }
    if ! command -v apt-get >/dev/null; then
        say "Not found on this system: $(say "$missing" | cut -d' ' -f1 | tr '\n' ' ')"
        say "Where the window or a test does not start, install them with your package manager" \
            "(on Debian they come in: $packages)."
        return
    fi
    find_administrator || fail "Some system packages are missing and only an administrator can install them." \
        "Please ask for: apt-get install --no-install-recommends $packages"
    install_with_apt "$packages" </dev/null || fail "apt-get could not install what is missing; its lines above say why." \
        "Wanted are: $packages"
}
