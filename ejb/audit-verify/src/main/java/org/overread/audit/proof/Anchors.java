/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What was told outside of the database, by seal. */
public final class Anchors {
    private final NavigableMap<Long, byte[]> hashes = new TreeMap<>();
    private final Map<String, byte[]> keys = new HashMap<>();
    private boolean partial;

    /** Takes the anchors of a text; other lines, such as a syslog file's, are passed over. */
    public Anchors read(BufferedReader lines) throws IOException {
        String line;
        while ((line = lines.readLine()) != null) {
            Anchor.find(line).ifPresent(this::add);
        }
        return this;
    }

    /** Takes one. Of two that contradict each other the first counts, since nothing was told before it. */
    public void add(Anchor anchor) {
        hashes.putIfAbsent(anchor.seal(), anchor.hash());
        if (!anchor.key().isEmpty() && anchor.publicKey().length > 0) {
            keys.putIfAbsent(anchor.key(), anchor.publicKey());
        }
    }

    /** The same, for a part of the chain that does not reach its end: a seal that is not there yet is not missed. */
    public Anchors upToAnything() {
        Anchors same = new Anchors();
        same.hashes.putAll(hashes);
        same.keys.putAll(keys);
        same.partial = true;
        return same;
    }

    public int size() {
        return hashes.size();
    }

    boolean contradict(Seal seal) {
        byte[] told = hashes.get(seal.number());
        return told != null && !Arrays.equals(told, seal.hash());
    }

    boolean confirm(Seal seal) {
        byte[] told = hashes.get(seal.number());
        return told != null && Arrays.equals(told, seal.hash());
    }

    /** The first seal after this one that was told outside. */
    @Nullable
    Long firstAfter(long seal) {
        return partial ? null : hashes.higherKey(seal);
    }

    /** The key of a name as it was told outside. */
    byte @Nullable [] key(String name) {
        return keys.get(name);
    }
}
