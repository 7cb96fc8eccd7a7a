/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** A complete study was counted again at its archive and is as it was. */
public record StudyCounted(long studyId, String site, int instances) {}
