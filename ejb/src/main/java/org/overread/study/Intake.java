/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.study;

/** Whether a study is to be read through us. No study becomes a case only because it exists. */
public enum Intake {
    /** Not decided yet. */
    OPEN,
    /** It becomes a case. Never taken back: a case is not lost by a change of configuration. */
    IN,
    /** At most a prior. An order that matches, or a notify, still lets it in. */
    OUT
}
