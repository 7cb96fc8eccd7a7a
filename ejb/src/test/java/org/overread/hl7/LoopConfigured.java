/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.overread.config.Configuration;
import org.overread.config.FixedConfiguration;
import org.overread.config.Group;
import org.overread.config.Hl7Receiver;
import org.overread.config.PeerMatch;
import org.overread.config.Sender;

/** A node with the sender {@code ris} of site S, and the group {@code neuro} with a RIS of its own. */
final class LoopConfigured extends FixedConfiguration {
    Sender.@Nullable StatusForm status = Sender.StatusForm.ORM;
    Hl7Receiver receiver = receiver(9, Hl7Receiver.InDoubt.RESEND, 12);

    static Hl7Receiver receiver(int port, Hl7Receiver.InDoubt inDoubt, int resends) {
        return new Hl7Receiver(
                "localhost",
                port,
                false,
                "RIS",
                "SITE",
                "OVERREAD",
                "",
                "2.5.1",
                StandardCharsets.UTF_8,
                Hl7Receiver.Mode.ORIGINAL,
                false,
                Duration.ofSeconds(5),
                Duration.ofMillis(500),
                inDoubt,
                resends,
                1);
    }

    @Override
    public Configuration current() {
        Sender usual = Sender.UNLISTED;
        Sender ris = new Sender(
                "ris",
                new PeerMatch("RIS", "", "", ""),
                "S",
                StandardCharsets.UTF_8,
                Map.of(),
                "S-PAT",
                "S-ACC",
                ZoneOffset.UTC,
                usual.unknownTypes(),
                usual.ownFailure(),
                usual.orders(),
                usual.limits(),
                new Sender.Results(receiver, status),
                receiver);
        Group neuro = new Group(
                "neuro",
                Group.Tier.LOCAL,
                ZoneOffset.UTC,
                null,
                Set.of(),
                new Group.Hl7("gris", new Group.Orders(receiver, Group.Form.ORM)),
                Group.Assignment.PULL,
                null);
        return new Configuration(1, List.of(), List.of(ris), List.of(), List.of(), List.of(neuro), List.of());
    }
}
