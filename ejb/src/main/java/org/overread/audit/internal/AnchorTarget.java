/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit.internal;

import java.io.IOException;
import java.security.GeneralSecurityException;
import org.overread.audit.proof.Anchor;

/** A place outside of the database where seals are told, so that whoever owns the database cannot write them anew. */
interface AnchorTarget {
    /** Its name, as {@code audit_anchor} keeps it. */
    String name();

    /**
     * Tells a seal there.
     *
     * @return the receipt; empty where none is given
     */
    byte[] tell(Anchor anchor) throws IOException, GeneralSecurityException, InterruptedException;
}
