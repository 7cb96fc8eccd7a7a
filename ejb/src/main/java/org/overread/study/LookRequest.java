/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** The payload of work of kind {@code study.look}. */
record LookRequest(String archive, String studyUid, String hint) {}
