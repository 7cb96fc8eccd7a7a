/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import org.overread.config.CaseFacts;
import org.overread.config.Conditions;
import org.overread.config.Conditions.Verdict;
import org.overread.config.Configuration;
import org.overread.shared.Priority;

/**
 * Compiles and runs one condition at start. CEL brings libraries of which the server has other versions; where they do
 * not get along, an operator is to know at start and not by the first case.
 */
@Singleton
@Startup
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RulesSelfCheck {
    private static final String PROBE =
            "study.modalities.exists(m, m in ['CT', 'MR']) && study.description.matches('(?i)^head') && time.hour >= 0";

    @SuppressWarnings("NullAway.Init") // injected
    @Inject
    private Conditions conditions;

    @PostConstruct
    void check() {
        long start = System.nanoTime();
        try {
            Verdict verdict = conditions.test(PROBE, facts(), Configuration.EMPTY, Instant.EPOCH);
            if (verdict instanceof Verdict.Holds) {
                RoutingLog.LOG.celWorks((System.nanoTime() - start) / 1_000_000);
            } else {
                RoutingLog.LOG.celBroken(
                        verdict instanceof Verdict.Fails fails ? fails.reason() : "a true condition came out false");
            }
        } catch (LinkageError | RuntimeException e) {
            RoutingLog.LOG.celBroken(e.toString());
        }
    }

    private static CaseFacts facts() {
        return new CaseFacts(
                "",
                "",
                Priority.ROUTINE,
                false,
                null,
                new CaseFacts.StudyFacts(List.of("CT"), "HEAD", "Head CT", null, 1, null),
                new CaseFacts.PatientFacts(null, ""));
    }
}
