/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.overread.config.Configuration;
import org.overread.config.Duties;

/** Chooses the reader of a case, or says why there is none. Inject this. */
public interface ReaderChoice {
    /**
     * Pure and total: the same facts, configuration, duties, loads and moment give the same choice.
     *
     * @param loads of the readers of the candidate groups; who is missing is idle
     */
    Choice choose(
            ChoiceFacts facts, Configuration configuration, Duties duties, Map<String, ReaderLoad> loads, Instant now);

    /**
     * Why this reader may not have the case, whatever the hour and the load: licence, privilege, modality, sub-specialty,
     * language, conflict. For claims. Empty = may, or the configuration knows no reader of that name.
     */
    Optional<Choice.Excluded> obstacle(ChoiceFacts facts, Configuration configuration, String reader, Instant now);

    /** The readers of a group who may have the case at some hour and load; in document order. */
    List<String> able(ChoiceFacts facts, Configuration configuration, String group, Instant now);
}
