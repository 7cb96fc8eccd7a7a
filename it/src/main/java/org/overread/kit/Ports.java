/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.kit;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ports of one stack, all on loopback, all moved by one offset so that several stacks stand side by side. */
public record Ports(int offset) {
    public int http() {
        return 8080 + offset;
    }

    public int management() {
        return 9990 + offset;
    }

    public int mllp() {
        return 2576 + offset;
    }

    public int mllpTls() {
        return 12576 + offset;
    }

    public int database() {
        return 15432 + offset;
    }

    public int hospitalArchive() {
        return 18042 + offset;
    }

    public int groupPacs() {
        return 28042 + offset;
    }

    /** Every port by what it is for. */
    public Map<String, Integer> all() {
        Map<String, Integer> all = new LinkedHashMap<>();
        all.put("HTTP", http());
        all.put("server management", management());
        all.put("MLLP", mllp());
        all.put("MLLP over TLS", mllpTls());
        all.put("PostgreSQL", database());
        all.put("hospital archive (Orthanc)", hospitalArchive());
        all.put("group PACS (Orthanc)", groupPacs());
        return all;
    }

    /** The ports somebody else listens on already. */
    public Map<String, Integer> taken() {
        Map<String, Integer> taken = new LinkedHashMap<>(all());
        taken.values().removeIf(Ports::isFree);
        return taken;
    }

    /** The first offset at or after the given one, in steps of ten, at which no port is taken. */
    public static Ports freeFrom(int offset) {
        for (int at = offset; at < offset + 2000; at += 10) {
            Ports ports = new Ports(at);
            if (ports.taken().isEmpty()) {
                return ports;
            }
        }
        throw new IllegalStateException("no free ports from offset " + offset);
    }

    public static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }

    /** A port nobody listens on just now, for what may lie anywhere (a receiver that a test opens itself). */
    public static int any() {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
