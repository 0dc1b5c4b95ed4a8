import { streamName } from './name';
import { player } from './player';

const stream = streamName();
document.title = `${stream} - Millrace`;
document.body.append(player(stream));
