// SPDX-License-Identifier: Apache-2.0
import { Badge, MenuToggle, Select, SelectList, SelectOption } from '@patternfly/react-core';
import { useState } from 'react';

interface Props {
  label: string;
  options: Record<string, string>;
  chosen: string[];
  /** One choice replaces the other, instead of joining it. */
  single?: boolean;
  onChange: (chosen: string[]) => void;
}

/** A filter: a menu of what can be chosen, and on its button how much is. */
export function Choice({ label, options, chosen, single = false, onChange }: Props) {
  const [open, setOpen] = useState(false);

  function toggle(value: string): void {
    const others = single ? [] : chosen.filter((each) => each !== value);
    onChange(chosen.includes(value) ? chosen.filter((each) => each !== value) : [...others, value]);
    if (single) {
      setOpen(false);
    }
  }

  const only = chosen.length === 1 ? options[chosen[0] ?? ''] : undefined;
  return (
    <Select
      role={single ? 'listbox' : 'menu'}
      isOpen={open}
      onOpenChange={setOpen}
      onSelect={(_, value) => toggle(String(value))}
      toggle={(ref) => (
        <MenuToggle ref={ref} isExpanded={open} onClick={() => setOpen(!open)} aria-label={`${label} filter`}>
          {only === undefined ? label : `${label}: ${only}`}{' '}
          {chosen.length > 1 ? <Badge isRead>{chosen.length}</Badge> : null}
        </MenuToggle>
      )}
    >
      <SelectList>
        {Object.entries(options).map(([value, text]) => (
          <SelectOption key={value} value={value} hasCheckbox={!single} isSelected={chosen.includes(value)}>
            {text}
          </SelectOption>
        ))}
      </SelectList>
    </Select>
  );
}
