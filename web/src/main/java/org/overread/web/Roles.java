/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

/** The roles of the server's realm. What a role may see is limited further by site and group. */
final class Roles {
    static final String ADMIN = "overread-admin";
    static final String COORDINATOR = "overread-coordinator";
    static final String RADIOLOGIST = "overread-radiologist";
    static final String TECHNOLOGIST = "overread-technologist";
    static final String REFERRER = "overread-referrer";
    static final String AUDITOR = "overread-auditor";
    static final String INTEGRATOR = "overread-integrator";

    private Roles() {}
}
