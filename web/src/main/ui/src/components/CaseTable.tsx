// SPDX-License-Identifier: Apache-2.0
import { Table, Tbody, Td, Th, Thead, Tr } from '@patternfly/react-table';
import { createColumnHelper, flexRender, getCoreRowModel, useReactTable } from '@tanstack/react-table';
import { Link, useNavigate } from 'react-router';
import type { Case } from '../api/client';
import { personName } from '../format';
import { Exam, Owner, PatientFacts } from './facts';
import { ImagesState } from './ImagesState';
import { Flags, PriorityLabel, StateLabel } from './labels';
import { TimeLeft } from './TimeLeft';

const column = createColumnHelper<Case>();

// The order of the rows is the server's: most urgent first.
const columns = [
  column.display({
    id: 'priority',
    header: 'Priority',
    cell: ({ row }) => <PriorityLabel priority={row.original.priority} />,
  }),
  column.display({
    id: 'left',
    header: 'Time left',
    cell: ({ row }) => (
      <>
        <span className="or-middle">
          <PriorityLabel priority={row.original.priority} />
        </span>
        <TimeLeft item={row.original} />
      </>
    ),
  }),
  column.display({
    id: 'patient',
    header: 'Patient',
    cell: ({ row }) => (
      <>
        <Link className="or-case-link" to={`/cases/${row.original.id}`}>
          {row.original.patient ? personName(row.original.patient.name) : `Case ${row.original.id}`}
        </Link>
        <PatientFacts patient={row.original.patient} />
      </>
    ),
  }),
  column.display({ id: 'exam', header: 'Exam', cell: ({ row }) => <Exam item={row.original} /> }),
  column.display({
    id: 'state',
    header: 'State',
    cell: ({ row }) => (
      <span className="or-labels">
        <StateLabel state={row.original.state} />
        <Flags item={row.original} />
      </span>
    ),
  }),
  column.display({ id: 'owner', header: 'Owner', cell: ({ row }) => <Owner item={row.original} site="middle" /> }),
  column.accessor('site', { header: 'Site', cell: (cell) => cell.getValue() || '–' }),
  column.display({ id: 'images', header: 'Images', cell: ({ row }) => <ImagesState item={row.original} /> }),
];

export function CaseTable({ cases }: { cases: Case[] }) {
  const navigate = useNavigate();
  // eslint-disable-next-line react-hooks/incompatible-library -- nothing here is compiled
  const table = useReactTable({
    data: cases,
    columns,
    getCoreRowModel: getCoreRowModel(),
    getRowId: (item) => String(item.id),
  });
  return (
    <Table aria-label="Cases" variant="compact" gridBreakPoint="" className="or-table">
      <Thead>
        {table.getHeaderGroups().map((group) => (
          <Tr key={group.id}>
            {group.headers.map((header) => (
              <Th key={header.id} className={`or-col-${header.id}`}>
                {flexRender(header.column.columnDef.header, header.getContext())}
              </Th>
            ))}
          </Tr>
        ))}
      </Thead>
      <Tbody>
        {table.getRowModel().rows.map((row) => (
          <Tr
            key={row.id}
            className={row.original.priority === 'STAT' ? 'or-row or-stat' : 'or-row'}
            onClick={(event) => {
              // a convenience for the mouse; the keyboard has the link in the row
              if (!(event.target as Element).closest('a') && window.getSelection()?.isCollapsed !== false) {
                void navigate(`/cases/${row.original.id}`);
              }
            }}
          >
            {row.getVisibleCells().map((cell) => (
              <Td key={cell.id} className={`or-col-${cell.column.id}`}>
                {flexRender(cell.column.columnDef.cell, cell.getContext())}
              </Td>
            ))}
          </Tr>
        ))}
      </Tbody>
    </Table>
  );
}
