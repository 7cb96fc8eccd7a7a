/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer.internal;

import org.overread.study.ArchiveRefused;
import org.overread.transfer.SendStudy;

/** Gives the plan for a request, by the configuration in force. */
interface Plans {
    /** @throws ArchiveRefused when the configuration in force does not name one of them */
    Plan of(SendStudy request);
}
