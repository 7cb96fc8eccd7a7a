/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Where parcels for an archive come in.
 *
 * @param folder where whoever carries them puts them, an absolute path on the server
 * @param identities the names of our secret keys (age, {@code AGE-SECRET-KEY-1…}): the one in use and those before it
 * @param senders from whom parcels are taken
 * @param lifetime how old a parcel may be
 */
public record ParcelInbox(Path folder, List<SecretName> identities, List<Sender> senders, Duration lifetime) {
    public ParcelInbox {
        identities = List.copyOf(identities);
        senders = List.copyOf(senders);
    }

    /**
     * One from whom parcels are taken.
     *
     * @param name as it calls itself in its parcels
     * @param key its public signing key, Ed25519 as PEM
     */
    public record Sender(String name, String key) {}
}
