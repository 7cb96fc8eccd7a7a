/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One IP address or a range in CIDR form. Literals only: no name is ever looked up.
 *
 * @param base the first address
 * @param bits length of the common prefix
 */
record AddressRange(InetAddress base, int bits) {
    private static final Pattern LITERAL = Pattern.compile("[0-9.]{7,15}|[0-9a-fA-F:.]{2,45}");

    /** @throws IllegalArgumentException when it is neither; the reader of the document has checked */
    static AddressRange of(String text) {
        return parse(text).orElseThrow(() -> new IllegalArgumentException("neither address nor range"));
    }

    static Optional<AddressRange> parse(String text) {
        int slash = text.indexOf('/');
        Optional<InetAddress> base = address(slash < 0 ? text : text.substring(0, slash));
        if (base.isEmpty()) {
            return Optional.empty();
        }
        int most = base.get().getAddress().length * 8;
        if (slash < 0) {
            return Optional.of(new AddressRange(base.get(), most));
        }
        String bits = text.substring(slash + 1);
        if (!bits.matches("[0-9]{1,3}") || Integer.parseInt(bits) > most) {
            return Optional.empty();
        }
        return Optional.of(new AddressRange(base.get(), Integer.parseInt(bits)));
    }

    boolean contains(String peer) {
        int zone = peer.indexOf('%');
        Optional<InetAddress> other = address(zone < 0 ? peer : peer.substring(0, zone));
        if (other.isEmpty()) {
            return false;
        }
        byte[] mine = base.getAddress();
        byte[] theirs = other.get().getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 0x80 >> (bit % 8);
            if ((mine[bit / 8] & mask) != (theirs[bit / 8] & mask)) {
                return false;
            }
        }
        return true;
    }

    private static Optional<InetAddress> address(String text) {
        if (!LITERAL.matcher(text).matches()
                || (text.indexOf(':') < 0 && text.chars().filter(c -> c == '.').count() != 3)) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
