// SPDX-License-Identifier: Apache-2.0
import { Button, SearchInput, ToggleGroup, ToggleGroupItem, Toolbar, ToolbarContent, ToolbarItem } from '@patternfly/react-core';
import { useState } from 'react';
import type { Filter } from '../api/queries';
import { PRIORITIES, STATES } from '../format';
import { Choice } from './Choice';

interface Props {
  filter: Filter;
  groups: string[];
  me: string | undefined;
  onChange: (change: Partial<Filter>) => void;
}

export function Filters({ filter, groups, me, onChange }: Props) {
  const [text, setText] = useState(filter.search);
  const mine = me !== undefined && filter.reader === me;
  const narrowed = filter.state.length > 0 || filter.priority !== '' || filter.group !== '' || filter.reader !== '';
  return (
    <Toolbar className="or-filters" aria-label="Filters">
      <ToolbarContent>
        <ToolbarItem className="or-search">
          <SearchInput
            aria-label="Find by patient, accession number or procedure"
            placeholder="Patient, accession, procedure"
            value={text}
            onChange={(_, value) => setText(value)}
            onSearch={() => onChange({ search: text.trim() })}
            onClear={() => {
              setText('');
              onChange({ search: '' });
            }}
          />
        </ToolbarItem>
        <ToolbarItem>
          <ToggleGroup aria-label="Whose cases">
            <ToggleGroupItem text="All" isSelected={!mine} onChange={() => onChange({ reader: '' })} />
            <ToggleGroupItem text="Mine" isSelected={mine} onChange={() => onChange({ reader: me ?? '' })} />
          </ToggleGroup>
        </ToolbarItem>
        <ToolbarItem>
          <Choice label="State" options={STATES} chosen={filter.state} onChange={(state) => onChange({ state })} />
        </ToolbarItem>
        <ToolbarItem>
          <Choice
            label="Priority"
            single
            options={PRIORITIES}
            chosen={filter.priority ? [filter.priority] : []}
            onChange={([priority]) => onChange({ priority: (priority ?? '') as Filter['priority'] })}
          />
        </ToolbarItem>
        <ToolbarItem>
          <Choice
            label="Group"
            single
            options={Object.fromEntries(groups.map((group) => [group, group]))}
            chosen={filter.group ? [filter.group] : []}
            onChange={([group]) => onChange({ group: group ?? '' })}
          />
        </ToolbarItem>
        {narrowed ? (
          <ToolbarItem>
            <Button variant="link" isInline onClick={() => onChange({ state: [], priority: '', group: '', reader: '' })}>
              Clear filters
            </Button>
          </ToolbarItem>
        ) : null}
      </ToolbarContent>
    </Toolbar>
  );
}
