/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

import java.util.List;
import java.util.Optional;
import org.overread.access.Scope;

/** The studies that a caller may see: those of its sites. */
public interface Studies {

    Optional<Study> load(Scope scope, long id);

    /** The same, locked until the transaction ends. */
    Optional<Study> lock(Scope scope, long id);

    /** Newest first. */
    List<Study> list(Scope scope, StudyQuery query);
}
