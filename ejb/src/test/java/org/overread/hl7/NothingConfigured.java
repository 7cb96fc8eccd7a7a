/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.hl7;

import java.util.List;
import java.util.Optional;
import org.overread.config.Configuration;
import org.overread.config.ConfigurationStore;
import org.overread.config.Finding;

/** A node on which nothing was ever configured. */
class NothingConfigured implements ConfigurationStore {
    @Override
    public Configuration current() {
        return Configuration.EMPTY;
    }

    @Override
    public Document document() {
        return new Document(0, "");
    }

    @Override
    public Optional<Document> document(int version) {
        return Optional.empty();
    }

    @Override
    public List<Finding> validate(String text) {
        return List.of();
    }

    @Override
    public int put(String text, int ifMatch, String who, String note) {
        throw new IllegalStateException();
    }

    @Override
    public List<Version> versions(Integer before, int limit) {
        return List.of();
    }

    @Override
    public int restore(int version, int ifMatch, String who, String note) {
        throw new UnsupportedOperationException();
    }
}
