/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.ejb.ApplicationException;
import java.util.List;

/** A document that cannot be used. Carries everything that is wrong with it, each with its place. */
@ApplicationException(rollback = true)
public final class ConfigurationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Finding> findings;

    ConfigurationRefused(List<Finding> findings) {
        super(ConfigMessages.MESSAGES.refused(findings.size()));
        this.findings = List.copyOf(findings);
    }

    public List<Finding> findings() {
        return findings;
    }
}
