/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

/**
 * CDI event: a new version was saved. Fired in the transaction that saves it.
 *
 * @param version the new version
 * @param changedBy the user's name
 */
public record ConfigurationChanged(int version, String changedBy) {}
