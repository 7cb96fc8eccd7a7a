/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.config;

/**
 * Something wrong in a configuration document. A document with findings is not saved.
 *
 * @param path where in the document, {@code rules[2].then.group}; empty = the whole
 * @param line from 1; 0 = not known
 * @param column from 1
 * @param code message id
 * @param text what is wrong and what to do; never a secret
 */
public record Finding(String path, int line, int column, String code, String text) {}
