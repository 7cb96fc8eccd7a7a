/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.access;

import java.util.Optional;

/** A role as the identity provider names it. What a role may see is limited further by site and group. */
public enum Role {
    /** Keeps the configuration. */
    ADMIN("overread-admin", true),
    /** Dispatches cases, reconciles patients and orders. */
    COORDINATOR("overread-coordinator", true),
    /** Reads the cases of the groups it belongs to. */
    RADIOLOGIST("overread-radiologist", false),
    /** Sees and completes the cases of its own site. */
    TECHNOLOGIST("overread-technologist", false),
    /** Reads final reports of its own orders. */
    REFERRER("overread-referrer", false),
    /** Reads the audit trail. */
    AUDITOR("overread-auditor", true),
    /** Operates HL7 and transfers. */
    INTEGRATOR("overread-integrator", true),
    /** A grant beside another role: HL7 messages as they came, which are patient data of every kind. */
    RAW_HL7("overread-raw-hl7", false);

    /** For {@code @RolesAllowed}. */
    public static final String ADMIN_NAME = "overread-admin";

    public static final String COORDINATOR_NAME = "overread-coordinator";
    public static final String RADIOLOGIST_NAME = "overread-radiologist";
    public static final String TECHNOLOGIST_NAME = "overread-technologist";
    public static final String REFERRER_NAME = "overread-referrer";
    public static final String AUDITOR_NAME = "overread-auditor";
    public static final String INTEGRATOR_NAME = "overread-integrator";

    private final String text;
    private final boolean everySite;

    Role(String text, boolean everySite) {
        this.text = text;
        this.everySite = everySite;
    }

    /** The name in the identity provider's token and in {@code @RolesAllowed}. */
    public String text() {
        return text;
    }

    /** Whether the role sees every site when its holder has no {@code site:} role. */
    public boolean seesEverySite() {
        return everySite;
    }

    /** Whether the role sees the cases of a site whoever reads them. */
    boolean seesWholeSites() {
        return everySite || this == TECHNOLOGIST;
    }

    public static Optional<Role> named(String text) {
        for (Role role : values()) {
            if (role.text.equals(text)) {
                return Optional.of(role);
            }
        }
        return Optional.empty();
    }
}
