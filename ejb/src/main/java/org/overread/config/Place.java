/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

/** A place in a document's text. @param line from 1; 0 = not known @param column from 1 */
record Place(int line, int column) {
    static final Place NOWHERE = new Place(0, 0);
}
