/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Documents that are being tried before they are saved. */
@ApplicationScoped
public class ConfigurationDrafts {
    private final Conditions conditions;

    @Inject
    public ConfigurationDrafts(Conditions conditions) {
        this.conditions = conditions;
    }

    /** For the container's proxy. */
    @SuppressWarnings("NullAway")
    protected ConfigurationDrafts() {
        this.conditions = null;
    }

    /**
     * A text as a configuration that is in force nowhere.
     *
     * @param configuration empty when the text has findings
     */
    public record Draft(Optional<Configuration> configuration, List<Finding> findings) {}

    public Draft read(String text) {
        DocumentReader.Reading reading = DocumentReader.read(text, conditions);
        return reading instanceof DocumentReader.Reading.Good good
                ? new Draft(Optional.of(good.configuration()), List.of())
                : new Draft(Optional.empty(), ((DocumentReader.Reading.Wrong) reading).findings());
    }
}
