/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.overread.TestDatabase;
import org.overread.audit.AuditRecord;
import org.overread.audit.AuditVerification;
import org.overread.audit.proof.Anchor;
import org.overread.audit.proof.Anchors;
import org.overread.audit.proof.Seal;

/** A trail in a database of its own, written and sealed as the server does it. */
final class AuditChainFixture {
    final Jdbi jdbi = TestDatabase.jdbi();

    /** One connection, and so one writer, while nobody else writes. */
    private final Handle writer = jdbi.open();

    final List<Anchor> told = new ArrayList<>();
    SigningKey key = newKey("audit-1");

    static SigningKey newKey(String id) {
        try {
            var pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            return SigningKey.read(
                    id, Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static AuditRecord event(String text) {
        return new AuditRecord(
                "110110", "R", 0, "dr.\"x\"\t\u0007é", "mercy", "case:1", text.getBytes(StandardCharsets.UTF_8));
    }

    AuditChainFixture write(int events) {
        for (int i = 0; i < events; i++) {
            AuditRecord event = event("<AuditMessage>" + i + "</AuditMessage>");
            JdbiAuditTrail.insert(writer, event);
        }
        return this;
    }

    Sealing.Turn turn(int limit) {
        try {
            return jdbi.inTransaction(h -> Sealing.turn(h, limit, key));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Seals at another time than now: the database's clock says what it is told to. */
    Sealing.Turn turnAt(String instant, int limit) {
        try {
            return jdbi.inTransaction(h -> {
                h.execute("create schema if not exists clock");
                h.execute(
                        "create or replace function clock.clock_timestamp() returns timestamptz language sql as $$ select"
                                + " timestamptz '" + instant + "' $$");
                h.execute("set local search_path to clock, public, pg_catalog");
                return Sealing.turn(h, limit, key);
            });
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    AuditChainFixture seal() {
        while (turn(1000).more()) {
            // until all is sealed
        }
        return this;
    }

    Seal last() {
        return jdbi.withHandle(h -> Sealing.last(h).orElseThrow());
    }

    /** Tells the last seal outside. */
    AuditChainFixture anchor() {
        Seal last = last();
        told.add(new Anchor(
                last.number(), last.hash(), last.sealedAt(), last.key(), key == null ? new byte[0] : key.publicKey()));
        return this;
    }

    Anchors anchors() {
        Anchors anchors = new Anchors();
        told.forEach(each -> anchors.add(Anchor.find(each.line()).orElseThrow()));
        return anchors;
    }

    AuditVerification verify() {
        return jdbi.inTransaction(h -> new ChainVerification(h, anchors(), key).stretch(0, Duration.ofMinutes(5)));
    }

    /** As the database's owner, who may take any trigger away. */
    void tamper(String... statements) {
        jdbi.useTransaction(h -> {
            h.execute("set local session_replication_role = replica");
            for (String statement : statements) {
                h.execute(statement);
            }
        });
    }
}
