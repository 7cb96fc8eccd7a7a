/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code parcel} of a destination and {@code inbox} of an archive. */
final class ParcelSections {
    private static final Pattern RECIPIENT = Pattern.compile("age1[02-9ac-hj-np-z]{58}");
    private static final Path NOWHERE = Path.of("/");

    private ParcelSections() {}

    /** Null when there is no signing key: that is a finding already. */
    static @Nullable ParcelDelivery delivery(Section s) {
        Path folder = folder(s);
        String sender = s.required("sender");
        s.required("signingKey");
        SecretName key = s.secret("signingKey");
        List<String> recipients = s.texts("recipients");
        if (s.has("folder") && (recipients.isEmpty() || !recipients.stream().allMatch(RECIPIENT.asMatchPredicate()))) {
            s.wrong("recipients", ConfigMessages.MESSAGES.badRecipient());
        }
        return key == null ? null : new ParcelDelivery(folder, sender, key, recipients);
    }

    static ParcelInbox inbox(Section s) {
        return new ParcelInbox(
                folder(s),
                s.values("identities", Form.SECRET),
                s.sections(
                        "senders", sender -> new ParcelInbox.Sender(sender.required("name"), sender.required("key"))),
                s.duration("lifetime", Duration.ofDays(30), Duration.ofHours(1), Duration.ofDays(365)));
    }

    private static Path folder(Section s) {
        String text = s.required("folder");
        if (text.isEmpty()) {
            return NOWHERE;
        }
        try {
            Path folder = Path.of(text);
            if (folder.isAbsolute()) {
                return folder;
            }
        } catch (java.nio.file.InvalidPathException e) {
            // said below
        }
        s.wrong("folder", ConfigMessages.MESSAGES.badFolder());
        return NOWHERE;
    }
}
