/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.file.Path;
import java.util.List;

/**
 * How parcels are packed for a destination of kind {@code parcel}.
 *
 * @param folder where they are put, an absolute path on the server
 * @param sender our name, as the recipients know it
 * @param signingKey the name of our signing key, Ed25519 as PEM
 * @param recipients the public keys of all who can open them (age, {@code age1…}): the group's, the one that follows it while keys
 *     change, and a recovery key that lies in a safe
 */
public record ParcelDelivery(Path folder, String sender, SecretName signingKey, List<String> recipients) {
    public ParcelDelivery {
        recipients = List.copyOf(recipients);
    }
}
