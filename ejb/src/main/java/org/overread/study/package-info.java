/** What the archive holds, as far as a reading case needs to know it; and matching a study to its order. */
@org.jspecify.annotations.NullMarked
package org.overread.study;
