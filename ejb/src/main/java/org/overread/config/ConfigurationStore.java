/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The configuration and its versions. Inject this. */
public interface ConfigurationStore {
    /**
     * The configuration in force on this node; another node's change is seen within about a second. Cheap: hold on to
     * one object for the length of one decision. Never null; {@link Configuration#EMPTY} until something is saved, or
     * while the database could not yet be read.
     */
    Configuration current();

    /**
     * The newest version, in force on this node from now on: for what would be decided for good. Asks the database.
     */
    default Configuration newest() {
        return current();
    }

    /** The text in force, as it was saved; empty for version 0. */
    Document document();

    /** The text of one version. */
    Optional<Document> document(int version);

    /** What is wrong with a text; empty = nothing. Changes nothing. */
    List<Finding> validate(String text);

    /**
     * Saves a text as the next version, in force at once.
     *
     * @param ifMatch the version that the caller changed; another one in force is refused (412)
     * @param who the user's name
     * @param note why, in that person's words; may be empty
     * @return the new version
     * @throws ConfigurationRefused when the text has findings
     */
    int put(String text, int ifMatch, String who, String note);

    /**
     * Saves a former version's text again, as the next version.
     *
     * @throws ConfigurationRefused when this release finds fault with that text
     * @throws org.overread.shared.OverreadException NOT_FOUND when there was no such version
     */
    int restore(int version, int ifMatch, String who, String note);

    /**
     * Versions, newest first.
     *
     * @param before only older ones than this; null for the newest
     */
    List<Version> versions(@Nullable Integer before, int limit);

    /** One saved text. */
    record Document(int version, String text) {}

    /** One line of the history. */
    record Version(int version, String changedBy, Instant changedAt, String note) {}
}
