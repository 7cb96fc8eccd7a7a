/* SPDX-License-Identifier: Apache-2.0 */
package org.overread.web;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What it answers holds patient data, and who asked for it is told to the audit trail; see {@link ShownRecords}. */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Shows {
    /** Which records, such as {@code orders}. */
    String value() default "";
}
