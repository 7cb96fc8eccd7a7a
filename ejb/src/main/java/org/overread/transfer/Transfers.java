/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.transfer;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;

/** The transfers that a caller may see. One out of scope is not there. */
public interface Transfers {
    TransferPage list(Scope scope, TransferQuery query);

    Optional<Transfer> load(Scope scope, long id);

    /** The tries of one transfer, oldest first; none when it is out of scope. */
    List<TransferAttempt> attempts(Scope scope, long id);
}
