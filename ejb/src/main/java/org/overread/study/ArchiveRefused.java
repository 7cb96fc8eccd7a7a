/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/**
 * Permanent: the address, the credentials, the AE title or the request itself is wrong, or what answers is no DICOMweb
 * server. The same call will fail again until a person mends it.
 */
public final class ArchiveRefused extends ArchiveException {
    private static final long serialVersionUID = 1L;

    public ArchiveRefused(String message) {
        super(message);
    }
}
