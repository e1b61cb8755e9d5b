// Copyright the Cachex authors
// SPDX-License-Identifier: Apache-2.0

package io.github.cachex.core.sharing;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A class of the application all of whose fields are final: nobody can change its values unless they can change what those hold. */
final class FieldsPlan implements ClassPlan {
    private final List<MethodHandle> fields;

    private FieldsPlan(List<MethodHandle> fields) {
        this.fields = fields;
    }

    /** Returns the plan of {@code type}; opaque where it has fields that are not final, or that cannot be reached. */
    static ClassPlan of(Class<?> type) {
        if (type.isHidden() || type == Object.class) {
            return OPAQUE;
        }
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            List<MethodHandle> fields = new ArrayList<>();
            for (Class<?> owner = type; owner != null && owner != Object.class; owner = owner.getSuperclass()) {
                for (Field field : owner.getDeclaredFields()) {
                    if (Modifier.isStatic(field.getModifiers())) {
                        continue;
                    }
                    if (!Modifier.isFinal(field.getModifiers())) {
                        return OPAQUE;
                    }
                    field.setAccessible(true);
                    fields.add(lookup.unreflectGetter(field).asType(MethodType.methodType(Object.class, Object.class)));
                }
                if (owner.getClassLoader() == null) {
                    return OPAQUE; // What the platform's own classes do beside their fields is theirs.
                }
            }
            return new FieldsPlan(List.copyOf(fields));
        } catch (ReflectiveOperationException | RuntimeException | LinkageError e) {
            return OPAQUE;
        }
    }

    @Override
    public @Nullable Template template(Object value, Members members) {
        for (MethodHandle field : fields) {
            Object member;
            try {
                member = field.invokeExact(value);
            } catch (Throwable e) {
                return null;
            }
            if (members.template(member) != Template.IMMUTABLE) {
                return null;
            }
        }
        return Template.IMMUTABLE;
    }
}
