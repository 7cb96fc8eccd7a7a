/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.routing;

/**
 * How the parts of a reader's score weigh against one another. Each part is in minutes that the case would lose with that
 * reader, or that are worth as much; lower is better.
 *
 * @param load a minute of work that is the reader's already
 * @param statMinutes what each open STAT case counts, which goes before
 * @param late a minute by which the forecast is past the case's time
 * @param earlierReader minutes that knowing the patient saves
 * @param cost minutes that one unit of currency is worth
 * @param fairness minutes that a unit already read that day is worth
 */
record Weights(double load, double statMinutes, double late, double earlierReader, double cost, double fairness) {
    static final Weights STANDARD = new Weights(1, 10, 3, 15, 0.2, 0.5);
}
