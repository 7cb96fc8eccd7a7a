/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.audit;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Which message of DICOM PS3.15 a method builds: {@code docs/audit-acts.md} is made from it. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface Standard {
    /** Code and meaning, such as {@code 110109 Order Record}. */
    String value();
}
