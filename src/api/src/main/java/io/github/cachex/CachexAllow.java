// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Says that a method, or every method of a class, does on purpose what would otherwise stop the deployment or keep a value from
 * being stored. The message of each such refusal names what allows it:
 *
 * <ul>
 *   <li>{@code constant-key}: one key for all arguments, or an argument that is named for a key and takes part in none
 *   <li>{@code shared-keys}: several methods whose calls may answer with each other's values
 *   <li>{@code unmet}: an invalidation or a put that no fetch of the cache can meet
 *   <li>{@code left-out}: values whose serializer leaves out what their callers can see
 *   <li>{@code unstorable}: values whose type no serializer can store
 * </ul>
 *
 * <p>Any other name stops the deployment. The same can be said outside: {@code com.acme.Posts/find/CachexAllow=constant-key} for a
 * method, {@code com.acme.Posts/CachexAllow} for a class, {@code cachex.allow} for all; what is said anywhere holds. The start
 * logs what is allowed.
 */
@Inherited
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface CachexAllow {
    /** The names of what is allowed. */
    String[] value();
}
