/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

import org.jspecify.annotations.Nullable;

/**
 * CDI event: a new version was saved. Fired in the transaction that saves it.
 *
 * @param version the new version
 * @param changedBy the user's name
 * @param restored the former version whose text it has; null for a text of its own
 */
public record ConfigurationChanged(
        int version, String changedBy, @Nullable Integer restored) {}
